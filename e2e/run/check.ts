import { checks, runSteps } from './steps.ts'

await runSteps(checks)
