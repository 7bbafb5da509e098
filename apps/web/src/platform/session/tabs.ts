/** What tabs of one browser tell each other: the refresh cookie is common to all of them. */
type News = 'signed-in' | 'signed-out'

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('diary.session')

export function tellOtherTabs(news: News) {
  channel?.postMessage(news)
}

export function onNewsFromTabs(listener: (news: News) => void) {
  channel?.addEventListener('message', (event: MessageEvent<News>) => listener(event.data))
}

/**
 * Runs one at a time over all tabs. Browsers offer locks on HTTPS and on loopback only; elsewhere the server's grace
 * window takes care of two refreshes at once.
 */
export function oneTabAtATime<Result>(task: () => Promise<Result>): Promise<Result> {
  return 'locks' in navigator ? navigator.locks.request('diary.session', task) : task()
}
