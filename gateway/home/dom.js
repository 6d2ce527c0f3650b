export const $ = (selector, within = document) => within.querySelector(selector)

/** An element with a class and children, texts or nodes. */
export function make(name, className, ...children) {
  const element = document.createElement(name)
  element.className = className
  element.append(...children)
  return element
}

/** Runs what a form or button does, and shows its failure in its section. */
export async function attempt(control, act) {
  const alert = $('.error', control.closest('section'))
  const buttons = control.matches('form') ? control.querySelectorAll('button:not([type=button])') : [control]
  const disable = (isDisabled) => {
    for (const button of buttons) button.disabled = isDisabled
  }
  alert.hidden = true
  disable(true)
  try {
    await act()
  } catch (error) {
    alert.textContent = error.message
    alert.hidden = false
  } finally {
    disable(false)
  }
}

export const onClick = (button, act) => button.addEventListener('click', () => attempt(button, act))

/** @param act is given the form's fields */
export function onSubmit(form, act) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(form, () => act(Object.fromEntries(new FormData(form))))
  })
}
