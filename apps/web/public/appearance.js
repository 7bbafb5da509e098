// Runs before the first paint, so that a page opened at night with the dark theme never flashes white.
;(function () {
  var chosen = 'auto'
  var language = null
  try {
    chosen = localStorage.getItem('diary.theme') || 'auto'
    language = localStorage.getItem('diary.language')
  } catch (refused) {
    // A browser that forbids storage gets the defaults of the device.
    console.debug(refused)
  }
  var dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
  if (language === 'en') document.documentElement.lang = 'en'
})()
