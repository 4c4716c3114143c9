import { expect, test } from 'vitest'
import { appNameOf } from '../../../src/repository/go/app-name.ts'

test.each([
  ['github.com/acme/orders/cmd/server', 'orders', 'orders'],
  ['github.com/acme/orders/v2/cmd/api', 'checkout', 'orders'],
  ['github.com/acme/orders', 'anything', 'orders'],
  ['github.com/acme/orders/cmd/worker', 'orders', 'worker'],
  ['github.com/acme/shop/services/orders/cmd/app', 'shop', 'orders'],
  ['github.com/acme/shop/cmd/shop-api', 'shop', 'shop-api'],
  // the module says nothing, the repository does
  ['core', 'ledger', 'ledger'],
  ['server/cmd/main', 'ledger', 'ledger'],
  ['example.com/app', 'ledger', 'ledger'],
  ['github.com/acme/api', 'ledger', 'ledger'],
  ['main', 'Ledger.Service', 'Ledger.Service'],
  // nothing says more
  ['example.com/api', 'app', 'api'],
  ['app', '', 'app'],
  ['command-line-arguments', '', 'command-line-arguments'],
  ['example.com/ümlaut', 'not usable!', 'example.com'],
])('%s in %s is called %s', (importPath, repository, expected) => {
  expect(appNameOf(importPath, repository)).toBe(expected)
})
