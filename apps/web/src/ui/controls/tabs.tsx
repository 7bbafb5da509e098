import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Tabs.layer.css'
import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

interface TabsProps<Value extends string> {
  label: string
  value: Value
  tabs: readonly { value: Value; label: ReactNode; content: ReactNode }[]
  onChange: (value: Value) => void
}

/** Parts of one screen, one at a time. Places of their own are links, not tabs. */
export function Tabs<Value extends string>({ label, value, tabs, onChange }: TabsProps<Value>) {
  const handleChange = (next: string | null) => {
    const tab = tabs.find(candidate => candidate.value === next)
    if (tab) onChange(tab.value)
  }
  return (
    <MantineTabs value={value} onChange={handleChange} keepMounted={false} color="var(--accent)">
      <MantineTabs.List aria-label={label}>
        {tabs.map(tab => (
          <MantineTabs.Tab key={tab.value} value={tab.value} className={styles.tab}>
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map(tab => (
        <MantineTabs.Panel key={tab.value} value={tab.value} pt="md">
          {tab.content}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}
