/** Shows `values`, by the names of the form's fields, as chosen; a field without a value stays as it is. */
export function choose(form, values) {
  for (const field of form.elements) {
    const value = values[field.name]
    if (value === undefined || value === null) continue
    if (field.type === "checkbox") field.checked = Array.isArray(value) ? value.includes(field.value) : Boolean(value)
    else if (field.type === "radio") field.checked = field.value === String(value)
    else field.value = value
  }
}
