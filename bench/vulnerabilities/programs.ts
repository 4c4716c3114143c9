/** Small services with old versions of widely used modules. Each links vulnerable code in another way. */

export interface VulnerableProgram {
  /** Direct requirements, as `path@version`. */
  readonly modules: readonly string[]
  /** main.go, without its package clause. */
  readonly source: string
}

export const programs: Readonly<Record<string, VulnerableProgram>> = {
  'stdlib-server': {
    modules: [],
    source: `
import (
	"archive/zip"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"encoding/xml"
	"fmt"
	"html/template"
	"net/http"
	"net/http/httputil"
	"net/mail"
	"net/textproto"
	"net/url"
	"os"
)

func main() {
	mux := http.NewServeMux()
	target, _ := url.Parse(os.Getenv("TARGET"))
	mux.Handle("/proxy", httputil.NewSingleHostReverseProxy(target))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		var v struct{ A string }
		_ = xml.NewDecoder(r.Body).Decode(&v)
		_, _ = mail.ParseAddress(r.FormValue("mail"))
		if z, err := zip.NewReader(bytes.NewReader([]byte(v.A)), int64(len(v.A))); err == nil {
			fmt.Fprintln(w, len(z.File))
		}
		if block, _ := pem.Decode([]byte(v.A)); block != nil {
			_, _ = x509.ParseCertificate(block.Bytes)
		}
		_ = template.Must(template.New("x").Parse("<a href={{.}}>")).Execute(w, textproto.TrimString(v.A))
	})
	server := &http.Server{Addr: ":8080", Handler: mux, TLSConfig: &tls.Config{}}
	fmt.Println(server.ListenAndServeTLS("a", "b"))
}
`,
  },
  'inlined-only': {
    modules: ['golang.org/x/text@v0.3.3'],
    source: `
import (
	"fmt"
	"net/netip"
	"os"

	"golang.org/x/text/language"
)

func main() {
	a, err := netip.ParseAddr(os.Args[len(os.Args)-1])
	fmt.Println(err, a.IsLoopback(), a.IsMulticast(), a.IsPrivate())
	tags, _, err := language.ParseAcceptLanguage(os.Getenv("LANG"))
	fmt.Println(tags, err)
}
`,
  },
  gin: {
    modules: ['github.com/gin-gonic/gin@v1.9.0'],
    source: `
import "github.com/gin-gonic/gin"

func main() {
	r := gin.Default()
	r.GET("/file", func(c *gin.Context) { c.FileAttachment("a", c.Query("name")) })
	r.POST("/", func(c *gin.Context) {
		var v struct{ A string }
		if c.ShouldBind(&v) == nil {
			c.YAML(200, v)
		}
	})
	_ = r.Run()
}
`,
  },
  ssh: {
    modules: ['golang.org/x/crypto@v0.14.0'],
    source: `
import (
	"fmt"
	"net"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

func main() {
	listener, err := net.Listen("tcp", ":2222")
	if err != nil {
		panic(err)
	}
	config := &ssh.ServerConfig{PublicKeyCallback: func(c ssh.ConnMetadata, k ssh.PublicKey) (*ssh.Permissions, error) {
		return nil, nil
	}}
	conn, err := listener.Accept()
	fmt.Println(err)
	server, channels, requests, err := ssh.NewServerConn(conn, config)
	fmt.Println(server, err)
	go ssh.DiscardRequests(requests)
	for channel := range channels {
		_, _, _ = channel.Accept()
	}
	_ = agent.ServeAgent(agent.NewKeyring(), conn)
}
`,
  },
  html: {
    modules: ['golang.org/x/net@v0.17.0'],
    source: `
import (
	"fmt"
	"net/http"
	"os"

	"golang.org/x/net/html"
	"golang.org/x/net/http2"
	"golang.org/x/net/proxy"
)

type parser func(*os.File) (*html.Node, error)

func main() {
	// a method value and a function value
	parse := parser(func(f *os.File) (*html.Node, error) { return html.Parse(f) })
	fmt.Println(parse(os.Stdin))
	server := &http.Server{}
	configure := http2.ConfigureServer
	fmt.Println(configure(server, nil), proxy.FromEnvironment())
}
`,
  },
  jwt: {
    modules: [
      'github.com/golang-jwt/jwt/v4@v4.5.0',
      'github.com/dgrijalva/jwt-go@v3.2.0+incompatible',
      'github.com/go-jose/go-jose/v3@v3.0.0',
      'golang.org/x/oauth2@v0.13.0',
    ],
    source: `
import (
	"fmt"
	"os"

	old "github.com/dgrijalva/jwt-go"
	jose "github.com/go-jose/go-jose/v3"
	"github.com/golang-jwt/jwt/v4"
	"golang.org/x/oauth2/jws"
)

func main() {
	key := []byte(os.Getenv("KEY"))
	token, err := jwt.Parse(os.Args[1], func(*jwt.Token) (any, error) { return key, nil })
	fmt.Println(token, err)
	claims := old.MapClaims{}
	fmt.Println(claims.VerifyAudience("me", true))
	encrypted, err := jose.ParseEncrypted(os.Args[1])
	if err == nil {
		fmt.Println(encrypted.Decrypt(key))
	}
	fmt.Println(jws.Verify(os.Args[1], nil))
}
`,
  },
  yaml: {
    modules: [
      'gopkg.in/yaml.v2@v2.2.2',
      'gopkg.in/yaml.v3@v3.0.0-20200313102051-9f266ea9e77c',
      'github.com/BurntSushi/toml@v0.3.1',
    ],
    source: `
import (
	"fmt"
	"os"

	"github.com/BurntSushi/toml"
	two "gopkg.in/yaml.v2"
	three "gopkg.in/yaml.v3"
)

type decoder interface{ Decode(any) error }

func decode[T any](d decoder) (v T, err error) {
	err = d.Decode(&v)
	return v, err
}

func main() {
	fmt.Println(decode[map[string]any](two.NewDecoder(os.Stdin)))
	fmt.Println(decode[[]string](three.NewDecoder(os.Stdin)))
	var v map[string]any
	fmt.Println(toml.DecodeReader(os.Stdin, &v))
}
`,
  },
  grpc: {
    modules: ['google.golang.org/grpc@v1.56.0', 'google.golang.org/protobuf@v1.30.0'],
    source: `
import (
	"fmt"
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/structpb"
)

func main() {
	listener, err := net.Listen("tcp", ":9000")
	if err != nil {
		panic(err)
	}
	server := grpc.NewServer()
	grpc_health_v1.RegisterHealthServer(server, health.NewServer())
	reflection.Register(server)
	var v structpb.Struct
	fmt.Println(protojson.Unmarshal([]byte("{}"), &v))
	fmt.Println(server.Serve(listener))
}
`,
  },
  quic: {
    modules: ['github.com/quic-go/quic-go@v0.38.0'],
    source: `
import (
	"fmt"
	"net/http"

	"github.com/quic-go/quic-go/http3"
)

func main() {
	fmt.Println(http3.ListenAndServeQUIC(":8443", "a", "b", http.DefaultServeMux))
}
`,
  },
  otel: {
    modules: [
      'go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp@v0.40.0',
      'github.com/prometheus/client_golang@v1.11.0',
    ],
    source: `
import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

func main() {
	counter := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "x"}, []string{"method"})
	prometheus.MustRegister(counter)
	http.Handle("/metrics", promhttp.Handler())
	http.Handle("/", promhttp.InstrumentHandlerCounter(counter, otelhttp.NewHandler(http.DefaultServeMux, "x")))
	_ = http.ListenAndServe(":8080", nil)
}
`,
  },
  redis: {
    modules: [
      'github.com/redis/go-redis/v9@v9.5.1',
      'github.com/gorilla/websocket@v1.4.0',
      'github.com/gorilla/csrf@v1.7.0',
    ],
    source: `
import (
	"context"
	"fmt"
	"net/http"

	"github.com/gorilla/csrf"
	"github.com/gorilla/websocket"
	"github.com/redis/go-redis/v9"
)

func main() {
	client := redis.NewClient(&redis.Options{Addr: "redis:6379"})
	fmt.Println(client.Get(context.Background(), "x").Result())
	upgrader := websocket.Upgrader{}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err == nil {
			fmt.Println(conn.ReadMessage())
		}
	})
	_ = http.ListenAndServe(":8080", csrf.Protect(make([]byte, 32))(http.DefaultServeMux))
}
`,
  },
  postgres: {
    modules: ['github.com/jackc/pgx/v4@v4.18.1', 'gorm.io/gorm@v1.25.0'],
    source: `
import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v4"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

func main() {
	conn, err := pgx.Connect(context.Background(), "postgres://localhost")
	if err == nil {
		var n int
		fmt.Println(conn.QueryRow(context.Background(), "select $1", 1).Scan(&n))
	}
	db := &gorm.DB{Config: &gorm.Config{}}
	fmt.Println(db.Clauses(clause.OnConflict{DoNothing: true}))
}
`,
  },
  docker: {
    modules: [
      'github.com/docker/docker@v24.0.6+incompatible',
      'github.com/docker/distribution@v2.8.1+incompatible',
      // these modules have no requirements of their own, and newer ones need a newer Go
      'github.com/Microsoft/go-winio@v0.6.1',
      'github.com/docker/go-connections@v0.4.0',
      'github.com/docker/go-units@v0.5.0',
      'github.com/gogo/protobuf@v1.3.1',
      'github.com/moby/term@v0.5.0',
      'github.com/morikuni/aec@v1.0.0',
      'github.com/opencontainers/go-digest@v1.0.0',
      'github.com/opencontainers/image-spec@v1.0.2',
      'github.com/pkg/errors@v0.9.1',
      'golang.org/x/time@v0.3.0',
    ],
    source: `
import (
	"context"
	"fmt"

	"github.com/docker/distribution/reference"
	"github.com/docker/docker/api/types"
	"github.com/docker/docker/client"
)

func main() {
	c, err := client.NewClientWithOpts(client.FromEnv)
	if err != nil {
		panic(err)
	}
	fmt.Println(c.ContainerList(context.Background(), types.ContainerListOptions{}))
	fmt.Println(reference.ParseNormalizedNamed("alpine"))
}
`,
  },
  routers: {
    modules: [
      'github.com/labstack/echo/v4@v4.2.0',
      'github.com/go-chi/chi/v5@v5.0.8',
      'github.com/gofiber/fiber/v2@v2.49.0',
    ],
    source: `
import (
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
)

func main() {
	e := echo.New()
	e.Static("/", "public")
	r := chi.NewRouter()
	r.Use(middleware.RedirectSlashes, middleware.RealIP)
	r.Mount("/echo", e)
	app := fiber.New()
	app.Get("/", func(c *fiber.Ctx) error { return c.Redirect(c.Query("to")) })
	go func() { fmt.Println(app.Listen(":3000")) }()
	_ = http.ListenAndServe(":8080", r)
}
`,
  },
  'dns-archives': {
    modules: [
      'github.com/miekg/dns@v1.1.24',
      'github.com/ulikunitz/xz@v0.5.7',
      'golang.org/x/image@v0.5.0',
      // older versions do not link with current Go releases
      'golang.org/x/net@v0.17.0',
      'github.com/hashicorp/go-retryablehttp@v0.7.6',
    ],
    source: `
import (
	"fmt"
	"os"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/miekg/dns"
	"github.com/ulikunitz/xz"
	"golang.org/x/image/tiff"
)

func main() {
	m := new(dns.Msg)
	m.SetQuestion("example.org.", dns.TypeA)
	fmt.Println(dns.Exchange(m, os.Args[1]))
	r, err := xz.NewReader(os.Stdin)
	fmt.Println(r, err)
	fmt.Println(tiff.Decode(os.Stdin))
	fmt.Println(retryablehttp.Get(os.Args[1]))
}
`,
  },
  'imported-not-called': {
    modules: ['golang.org/x/crypto@v0.14.0', 'golang.org/x/net@v0.17.0', 'gopkg.in/yaml.v2@v2.2.2'],
    source: `
import (
	"fmt"

	"golang.org/x/crypto/ssh"
	"golang.org/x/net/html"
	"gopkg.in/yaml.v2"
)

func main() {
	fmt.Println(ssh.KeyAlgoRSA, html.EscapeString("<"), yaml.TypeError{})
}
`,
  },
}
