/** Programs with one planted change each. Like the fixture, they compile some regular expressions, and start in 6 to 8 ms. */
import { execFile } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const fixture = fileURLToPath(new URL('../../__tests__/fixtures/programs/orders', import.meta.url))

/** Statements of each program that run before main. Base and head of a mode also differ in a text. */
export const plants = {
  base: '',
  /** The same as base. */
  control: '',
  head: '',
  'base-dynamic': '',
  'head-dynamic': '',
  /** Half a millisecond of CPU time, regardless of the wall time. */
  cpu: 'compute(500 * time.Microsecond)',
  sleep: 'time.Sleep(time.Millisecond)',
  /** A thousand page faults. */
  faults: 'touch(1000)',
  /** Reads 512 KiB from the disk, bypassing the page cache. */
  io: 'read(8)',
  /** Two milliseconds of CPU time on eight threads, which wait for each other. */
  threads: 'crowd(8, 250 * time.Microsecond)',
} as const
export type Plant = keyof typeof plants

const isDynamic = (plant: Plant) => plant.endsWith('-dynamic')

/** Every program contains all functions, so that the programs do not differ otherwise. */
function source(plant: Plant): string {
  return `package main

import (
	"os"
	"regexp"
	"runtime"
	"strconv"
	"syscall"
	"time"
	"unsafe"
)

var variant = "${plant === 'control' ? 'base' : plant}"

func init() {
	if os.Getenv("PRINT_VARIANT") != "" {
		println(variant)
		compute(1)
		touch(1)
		read(1)
		crowd(1, 1)
		time.Sleep(1)
	}
	for i := 0; i < 80; i++ {
		regexp.MustCompile("^/v" + strconv.Itoa(i) + "/([a-z]+)/([0-9]{1,8})(?:[?]([a-z_]+)=([^&]*))?$")
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

/** Compiles each into its own directory, as `app/orders`; returns the directories. */
export async function buildPlants(directory: string): Promise<Readonly<Record<Plant, string>>> {
  const module = join(directory, 'module')
  await cp(fixture, module, { recursive: true })
  const built: Partial<Record<Plant, string>> = {}
  for (const plant of Object.keys(plants) as Plant[]) {
    await writeFile(join(module, 'cmd/orders/variant.go'), source(plant))
    const root = join(directory, plant)
    await mkdir(join(root, 'app'), { recursive: true })
    // without this file, images of the same program would share one layer
    await writeFile(join(root, 'app/name'), plant)
    const program = join(root, 'app/orders')
    const flags = isDynamic(plant) ? '-s -w -linkmode=external' : '-s -w'
    const build = ['build', '-trimpath', '-buildvcs=false', `-ldflags=${flags}`, '-o', program]
    const env = { ...process.env, CGO_ENABLED: isDynamic(plant) ? '1' : '0' }
    await run('go', [...build, './cmd/orders'], { cwd: module, env })
    if (isDynamic(plant)) await copyLibraries(program, root)
    built[plant] = root
  }
  return built as Readonly<Record<Plant, string>>
}

/** Copies the loader and the libraries that it finds on this machine. */
async function copyLibraries(program: string, root: string): Promise<void> {
  const { stdout } = await run('ldd', [program])
  for (const [path] of stdout.matchAll(/\/\S+/g))
    await cp(path, join(root, path), { recursive: true, dereference: true })
}
