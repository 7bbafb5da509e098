/** Something the person who starts the product can put right: its message is shown alone, without a stack. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}
