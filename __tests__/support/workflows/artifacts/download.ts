import { mkdirSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { call, input, sent, step, unpack, variable } from './service.ts'

interface Artifact {
  readonly name: string
  content(): Promise<Response>
}

await step(async () => {
  const name = input('name')
  const all = input('run-id') === '' ? await ofThisRun() : await ofRun(input('run-id'))
  const wanted = all.filter((one) =>
    name === '' ? matchesGlob(one.name, input('pattern') || '*') : one.name === name,
  )
  if (name !== '' && wanted.length === 0)
    throw new Error(`Unable to download artifact(s): Artifact not found for name: ${name}`)
  for (const one of wanted) {
    // only an artifact that is requested by name has no separate directory
    const directory = name === '' ? join(input('path'), one.name) : input('path')
    mkdirSync(directory, { recursive: true })
    unpack(new Uint8Array(await (await one.content()).arrayBuffer()), directory)
  }
  console.log(`Total of ${wanted.length} artifact(s) downloaded`)
})

async function ofThisRun(): Promise<readonly Artifact[]> {
  const { artifacts } = await call('ListArtifacts', {})
  return (artifacts as readonly { readonly name: string }[]).map(({ name }) => ({
    name,
    async content() {
      const { signedUrl } = await call('GetSignedArtifactURL', { name })
      return sent(String(signedUrl))
    },
  }))
}

/** The artifacts of another run, which are only available from GitHub's API, with a token that may read actions. */
async function ofRun(id: string): Promise<readonly Artifact[]> {
  const headers = { authorization: `Bearer ${input('github-token')}` }
  const repository = `${variable('GITHUB_API_URL')}/repos/${variable('GITHUB_REPOSITORY')}`
  const listed = await sent(`${repository}/actions/runs/${id}/artifacts?per_page=100`, { headers })
  const { artifacts } = (await listed.json()) as {
    readonly artifacts: readonly { readonly id: number; readonly name: string }[]
  }
  return artifacts.map((one) => ({
    name: one.name,
    async content() {
      const archive = `${repository}/actions/artifacts/${one.id}/zip`
      const redirected = await sent(archive, { headers, redirect: 'manual' })
      // the address is signed, and not part of the API
      return sent(redirected.headers.get('location') ?? '')
    },
  }))
}
