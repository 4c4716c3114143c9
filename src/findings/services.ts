/** Recognizes services such as databases by host and port. */

interface Service {
  readonly name: string
  /** An image for a service container. */
  readonly image: string
  /** Default ports. */
  readonly ports: readonly number[]
  /** Matches usual host names of the service. */
  readonly hosts: RegExp
}

const services: readonly Service[] = [
  { name: 'PostgreSQL', image: 'postgres:17', ports: [5432], hosts: /postgres|pgsql|^pg\b|^pg-|timescale/ },
  { name: 'MySQL', image: 'mysql:8', ports: [3306], hosts: /mysql|maria/ },
  { name: 'Redis', image: 'redis:7', ports: [6379], hosts: /redis|valkey/ },
  { name: 'MongoDB', image: 'mongo:8', ports: [27017], hosts: /mongo/ },
  { name: 'RabbitMQ', image: 'rabbitmq:4', ports: [5672, 5671], hosts: /rabbit|amqp/ },
  { name: 'Kafka', image: 'apache/kafka:4.0.0', ports: [9092, 9093, 9094, 29092], hosts: /kafka|^broker/ },
  { name: 'NATS', image: 'nats:2', ports: [4222], hosts: /^nats/ },
  { name: 'etcd', image: 'quay.io/coreos/etcd:v3.6.0', ports: [2379], hosts: /etcd/ },
  { name: 'Consul', image: 'hashicorp/consul:1.20', ports: [8500], hosts: /consul/ },
  { name: 'Memcached', image: 'memcached:1.6', ports: [11211], hosts: /memcache/ },
  {
    name: 'Elasticsearch',
    image: 'elasticsearch:9.0.0',
    ports: [9200],
    hosts: /elastic|opensearch|^es\d*$/,
  },
  { name: 'ClickHouse', image: 'clickhouse/clickhouse-server:25.3', ports: [8123], hosts: /clickhouse/ },
  {
    name: 'SQL Server',
    image: 'mcr.microsoft.com/mssql/server:2022-latest',
    ports: [1433],
    hosts: /mssql|sqlserver/,
  },
  { name: 'a service such as MinIO', image: 'minio/minio', ports: [9000], hosts: /minio|^s3$/ },
]

export interface ServicePlace {
  readonly host: string
  /** Empty or absent if it is unknown. */
  readonly port?: string
}

/** The port is more certain than the name. A unix socket has the port, or the service, in its path. */
function serviceAt({ host, port = '' }: ServicePlace): Service | undefined {
  const number = Number(port === '' ? /\.s\.PGSQL\.(\d+)$/.exec(host)?.[1] : port)
  const name = host.toLowerCase()
  return (
    services.find(({ ports }) => ports.includes(number)) ?? services.find(({ hosts }) => hosts.test(name))
  )
}

/** Whether an image runs the service at that place. */
export function isImageFor(place: ServicePlace, image: string): boolean {
  const [name = ''] = image.toLowerCase().replace(/^.*\//, '').split(/[:@]/)
  return serviceAt(place)?.hosts.test(name) === true
}

export function serviceName(place: ServicePlace): string {
  const found = serviceAt(place)
  if (found !== undefined) return found.name
  return /\b(?:db|database|sql)/i.test(place.host) ? 'its database' : 'another service'
}

/** Top-level domains that are never public. */
const privateDomain =
  /\.(?:arpa|cluster|consul|corp|docker|example|home|internal|intranet|invalid|lan|local|localdomain|localhost|svc|test)$/i

/** Whether it is an unknown service with a public host name, such as an API, for which no service container can be suggested. */
export function isOnInternet(place: ServicePlace): boolean {
  const isPublic =
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(place.host) && !privateDomain.test(place.host)
  return isPublic && serviceName(place) === 'another service'
}

/** Uses the default port of the service if `place` has none. */
export function hostAndPort(place: ServicePlace): string {
  const port = place.port ?? serviceAt(place)?.ports[0]
  return port === undefined || port === '' ? place.host : `${place.host}:${port}`
}

/** YAML for a workflow. The container gets the host name that the app connects to. */
export function serviceContainer(place: ServicePlace): string {
  const found = serviceAt(place)
  const isName = /^[a-z][a-z0-9_-]*$/i.test(place.host) && place.host !== 'localhost'
  if (found === undefined) return isName ? `services: { ${place.host}: { image: … } }` : 'services'
  const name = isName ? place.host : found.name.toLowerCase().replaceAll(/[^a-z]/g, '')
  return `services: { ${name}: { image: ${found.image} } }`
}
