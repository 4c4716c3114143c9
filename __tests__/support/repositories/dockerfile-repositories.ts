/** Small services for the Dockerfiles in `__tests__/fixtures/dockerfiles` that tests build. */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeTree } from '../world/temporary.ts'
import { newRepository } from './git.ts'

const fixtures = fileURLToPath(new URL('../../fixtures/dockerfiles', import.meta.url))

/** The files that the Dockerfile expects in its repository. */
interface Service {
  /** Directory of the main package. */
  readonly main: string
  /** Directory of its module, if not the root. */
  readonly module?: string
  /** Other files that the Dockerfile names. */
  readonly files?: Readonly<Record<string, string>>
  /** Whether it contains C code. */
  readonly native?: boolean
}

const sums = { 'go.sum': '' }

const services: Readonly<Record<string, Service>> = {
  'inline/after-and': { main: '.', files: { 'config.yaml': '' } },
  'inline/alpine-alpine': { main: 'cmd/orders', files: { ...sums, 'templates/index.html': '' } },
  'inline/alpine-scratch-certificates': { main: '.' },
  'inline/debian-scratch': { main: 'cmd/ledger' },
  'inline/busybox': { main: '.' },
  'inline/continued': { main: '.', module: 'backend', files: { 'backend/go.sum': '' } },
  'inline/debian-apt-alpine': { main: 'cmd/mailer' },
  'inline/two-programs': {
    main: 'cmd/api',
    files: {
      ...sums,
      'cmd/migrate/main.go': 'package main\n\nfunc main() {}\n',
      'entrypoint.sh': '#!/bin/sh\n./bin/migrate\nexec ./bin/api\n',
    },
  },
  'default/alpine-alpine': { main: '.', files: { 'app.env': '', 'db/migration/1.sql': '' } },
  'default/alpine-gcc': { main: 'cmd/forum' },
  'default/debian-debian': { main: 'cmd/inventory', files: sums },
  'default/install': { main: 'cmd/litmus-server' },
  'hidden/make-argument': {
    main: 'cmd/proxy',
    files: { Makefile: 'bin/proxy:\n\tgo build -ldflags "$(LDFLAGS)" -o $@ ./cmd/proxy\n' },
  },
  'env/inherited': { main: 'cmd/wiki', files: sums },
  'env/several': { main: '.', files: sums },
  'env1/alpine-sqlite': { main: 'cmd/shelf', native: true },
}

/** Responds to every request, without a framework, because only its build matters. */
const program = `package main

import "net"

func main() {
	listener, err := net.Listen("tcp", ":8080")
	if err != nil {
		panic(err)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			panic(err)
		}
		connection.Read(make([]byte, 4096))
		connection.Write([]byte("HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n"))
		connection.Close()
	}
}
`

const native = `package native

// static int answer(void) { return 42; }
import "C"

// Answer is from C.
func Answer() int { return int(C.answer()) }
`

/** Creates the repository of a Dockerfile in a new directory, with all files in git's index. */
/** @param more keys of `build` in its configuration */
export async function layOutService(name: string, directory: string, more = ''): Promise<void> {
  const service = services[name]
  if (service === undefined) throw new Error(`there is no service for ${name}`)
  const { main, module = '.', files = {} } = service
  const uses = (text: string) =>
    service.native === true
      ? text
          .replace('import "net"', 'import (\n\t"net"\n\n\t"example.com/service/native"\n)')
          .replace('{\n', '{\n\tnative.Answer()\n')
      : text
  await writeTree(directory, {
    '.github/linkgate.yml': `version: 1\nbuild: { main: ./${join(module, main)}${more} }\n`,
    [join(module, 'go.mod')]: 'module example.com/service\n\ngo 1.17\n',
    [join(module, main, 'main.go')]: uses(program),
    ...(service.native === true ? { [join(module, 'native/native.go')]: native } : {}),
    ...files,
  })
  await copyFile(join(fixtures, `${name}.Dockerfile`), join(directory, 'Dockerfile'))
  const { git } = await newRepository(directory)
  await git('add', '--all')
}
