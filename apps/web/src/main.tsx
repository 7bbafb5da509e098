import { startLanguage } from '#platform/i18n.ts'
import { logCaught } from '#platform/problems.ts'
import { restoreSession } from '#platform/session/session.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { commonTexts } from './app/texts/blocks.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

// The session is asked for while the texts are on their way: neither needs the other.
void restoreSession()
await startLanguage(commonTexts)
createRoot(root, { onCaughtError: logCaught }).render(<App />)
