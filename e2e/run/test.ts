import { checks, journeys, runSteps } from './steps.ts'

await runSteps([...checks, journeys])
