/**
 * A name as the register has it: surname and given name, and on a phone the given name's first letter. The surname
 * stands first, as on paper.
 */
export function ShortName({ name }: { name: string }) {
  const [surname = '', given] = name.split(' ')
  return (
    <>
      {surname}
      {given !== undefined && ` ${given}`}
    </>
  )
}
