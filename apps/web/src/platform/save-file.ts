/** Gives a file to the device, as if its link had been followed. */
export function saveFile(content: Blob, name: string) {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser takes the content after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
