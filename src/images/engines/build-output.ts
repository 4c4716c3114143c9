/** The value of `--output` for buildctl and buildx, as a line of CSV. */
export function buildOutput(type: string, fields: Readonly<Record<string, string>>): string {
  const quoted = (field: string) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
  return [`type=${type}`, ...Object.entries(fields).map(([key, value]) => quoted(`${key}=${value}`))].join(
    ',',
  )
}
