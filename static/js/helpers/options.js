/**
 * Offers the family's own, `[{ value, name }]`, after the options of the page; what was chosen stays
 * chosen where it is still there.
 */
export function offer(select, own) {
  const { value } = select
  for (const option of select.querySelectorAll("[data-own]")) option.remove()
  for (const { value, name } of own) {
    const option = new Option(name, value)
    option.dataset.own = ""
    select.append(option)
  }
  select.value = value
  if (select.selectedIndex < 0) select.selectedIndex = 0
}
