/** The syntax tree of HCL, the language of bake files. */

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  | {
      readonly kind: 'call'
      readonly name: string
      readonly given: readonly Expression[]
      readonly spread: boolean
    }
  | {
      readonly kind: 'choice'
      readonly condition: Expression
      readonly yes: Expression
      readonly no: Expression
    }
  | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly Expression[] }
  /** `of[*]…`: `each` for every element, which is the variable `*`. */
  | { readonly kind: 'splat'; readonly of: Expression; readonly each: Expression }
  | ForExpression

export interface ForExpression {
  readonly kind: 'for'
  /** Names of the key, if there are two, and of the value. */
  readonly names: readonly string[]
  readonly list: Expression
  /** Absent if the result is a list. */
  readonly key?: Expression
  readonly value: Expression
  readonly condition?: Expression
}

export interface HclAttribute {
  readonly expression: Expression
  /** Counted from 1. */
  readonly line: number
}

export interface HclBlock {
  readonly type: string
  readonly labels: readonly string[]
  readonly attributes: ReadonlyMap<string, HclAttribute>
  readonly blocks: readonly HclBlock[]
  readonly line: number
}
