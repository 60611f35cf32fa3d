/**
 * The strokes that this release knows, as the page lists them ([data-stroke][data-usual]): a Map from slug to
 * `{ name, kind, area, usual, fromDays, untilDays?, fromAge, isSided, pictures }`.
 */
export function catalogueOf(element) {
  const listed = [...element.querySelectorAll("[data-stroke][data-usual]")]
  return new Map(listed.map(({ dataset }) => [dataset.stroke, {
    name: dataset.name, kind: dataset.kind, area: dataset.area, usual: Number(dataset.usual),
    fromDays: Number(dataset.fromDays), fromAge: dataset.fromAge,
    ...(dataset.untilDays && { untilDays: Number(dataset.untilDays) }),
    isSided: "sided" in dataset, pictures: dataset.pictures?.split(" ") ?? []
  }]))
}
