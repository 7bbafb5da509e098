export const texts = {
  switch: 'Дети',
}
