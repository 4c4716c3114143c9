/** Arbitrary values that a schema accepts, with texts from `text`. */
import fc from 'fast-check'
import * as z from 'zod'

export interface Sources {
  readonly text: fc.Arbitrary<string>
  readonly number: fc.Arbitrary<number>
}

export function ofSchema(schema: z.core.$ZodType, sources: Sources): fc.Arbitrary<unknown> {
  const names = sources.text.filter((name) => name !== '__proto__')
  const of = (inner: z.core.$ZodType) => ofSchema(inner, sources)
  if (schema instanceof z.ZodString) return sources.text
  if (schema instanceof z.ZodNumber) return sources.number.map((number) => within(number, schema))
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values)
  if (schema instanceof z.ZodNullable) return fc.option(of(schema.unwrap()), { nil: null })
  if (schema instanceof z.ZodReadonly) return of(schema.unwrap())
  if (schema instanceof z.ZodArray) return fc.array(of(schema.element), { maxLength: 2 })
  if (schema instanceof z.ZodRecord) {
    const keys =
      schema.keyType instanceof z.ZodEnum ? fc.constantFrom(...schema.keyType.options.map(String)) : names
    return fc.dictionary(keys, of(schema.valueType), { maxKeys: 2, noNullPrototype: true })
  }
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion)
    return fc.oneof(...schema.options.map((option) => of(option)))
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([name, field]) => {
      const isOptional = field instanceof z.ZodExactOptional
      return { name, isOptional, value: of(isOptional ? field.unwrap() : field) }
    })
    return fc.record(Object.fromEntries(fields.map(({ name, value }) => [name, value])), {
      requiredKeys: fields.flatMap(({ name, isOptional }) => (isOptional ? [] : [name])),
    })
  }
  throw new Error(`no values are made for ${schema._zod.def.type}`)
}

function within(number: number, { minValue, maxValue }: z.ZodNumber): number {
  return Math.min(maxValue ?? Number.MAX_VALUE, Math.max(minValue ?? -Number.MAX_VALUE, number))
}
