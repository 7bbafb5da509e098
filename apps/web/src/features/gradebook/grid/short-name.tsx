import styles from './short-name.module.css'

/** A name as the register has it: surname and given name; where there is little room only the given name's first letter. */
export function ShortName({ name }: { name: string }) {
  const [surname = '', given] = name.split(' ')
  const [initial] = given ?? ''
  return (
    <>
      {surname}
      {given !== undefined && <span className={styles.given}> {given}</span>}
      {initial !== undefined && (
        <span className={styles.initial} aria-hidden>
          {' '}
          {initial}.
        </span>
      )}
    </>
  )
}
