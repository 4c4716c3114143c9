import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { call, input, pack, sent, step } from './service.ts'

await step(async () => {
  const path = input('path')
  const isArchive = input('archive') !== 'false'
  const name = isArchive ? input('name') : basename(path)
  if (path === '') throw new Error('Input required and not supplied: path')
  if (!existsSync(path)) {
    const message = `No files were found with the provided path: ${path}. No artifacts will be uploaded.`
    if (input('if-no-files-found') === 'error') throw new Error(message)
    console.log(`::warning::${message}`)
    return
  }
  // a single file is at the top level of its artifact, regardless of its directory
  const content = isArchive ? pack(dirname(path), basename(path)) : await readFile(path)
  const { signedUploadUrl } = await call('CreateArtifact', { name, version: 4 })
  for (const [comp, body] of [
    ['block', content],
    ['blocklist', ''],
  ] as const) {
    const url = new URL(String(signedUploadUrl))
    url.searchParams.set('comp', comp)
    await sent(url, { method: 'PUT', body })
  }
  await call('FinalizeArtifact', { name, size: String(content.length) })
  console.log(`Artifact ${name} has been successfully uploaded!`)
})
