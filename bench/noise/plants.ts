/** Programs that start as the fixture's does, but for one thing each. */
import { execFile } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const fixture = fileURLToPath(new URL('../../__tests__/fixtures/programs/orders', import.meta.url))

/** What each does before main; `base` and `head` differ in a text. */
export const plants = {
  base: '',
  head: '',
  /** Half a millisecond of processor time, however long that lasts. */
  cpu: 'compute(500 * time.Microsecond)',
  sleep: 'time.Sleep(time.Millisecond)',
  /** A thousand pages that are new. */
  faults: 'touch(1000)',
  /** 512 KiB from the disk itself, past the page cache. */
  io: 'read(8)',
  /** Two milliseconds of processor time on eight threads, which wait for each other. */
  threads: 'crowd(8, 250 * time.Microsecond)',
} as const
export type Plant = keyof typeof plants

/** All of them have all functions, so that their programs are alike in everything else. */
function source(plant: Plant): string {
  return `package main

import (
	"os"
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

var variant = "${plant}"

func init() {
	if os.Getenv("PRINT_VARIANT") != "" {
		println(variant)
		compute(1)
		touch(1)
		read(1)
		crowd(1, 1)
		time.Sleep(1)
	}
	${plants[plant]}
}

func compute(amount time.Duration) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const clockThread = 3
	spent := func() time.Duration {
		var now syscall.Timespec
		syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockThread, uintptr(unsafe.Pointer(&now)), 0)
		return time.Duration(now.Nano())
	}
	for end := spent() + amount; spent() < end; {
	}
}

func mapped(size int) []byte {
	memory, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		panic(err)
	}
	return memory
}

func touch(pages int) {
	memory := mapped(pages << 12)
	for i := 0; i < pages; i++ {
		memory[i<<12] = 1
	}
}

func read(pieces int) {
	const size = 64 << 10
	file, err := syscall.Open("/proc/self/exe", syscall.O_RDONLY|syscall.O_DIRECT, 0)
	if err != nil {
		panic(err)
	}
	defer syscall.Close(file)
	memory := mapped(size)
	for i := 0; i < pieces; i++ {
		if _, err := syscall.Pread(file, memory, int64(i)*size); err != nil {
			panic(err)
		}
	}
}

func crowd(threads int, amount time.Duration) {
	done := make(chan bool)
	for i := 0; i < threads; i++ {
		go func() {
			compute(amount)
			done <- true
		}()
	}
	for i := 0; i < threads; i++ {
		<-done
	}
}
`
}

/** Compiles all of them into a directory of their own each, as `app/orders`; those directories. */
export async function buildPlants(directory: string): Promise<Readonly<Record<Plant, string>>> {
  const module = join(directory, 'module')
  await cp(fixture, module, { recursive: true })
  const built: Partial<Record<Plant, string>> = {}
  for (const plant of Object.keys(plants) as Plant[]) {
    await writeFile(join(module, 'cmd/orders/variant.go'), source(plant))
    const root = join(directory, plant)
    await mkdir(join(root, 'app'), { recursive: true })
    const build = ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', join(root, 'app/orders')]
    await run('go', [...build, './cmd/orders'], { cwd: module, env: { ...process.env, CGO_ENABLED: '0' } })
    built[plant] = root
  }
  return built as Readonly<Record<Plant, string>>
}
