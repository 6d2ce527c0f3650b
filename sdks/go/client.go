package sinas

import (
	"net/http"
	"os"
	"strings"
	"time"
)

const (
	defaultURL        = "http://localhost:51245"
	defaultTimeout    = time.Minute
	longTimeout       = 10 * time.Minute // for calls that wait until a function or an agent has done its work
	defaultMaxRetries = 3
)

// Client of a Sinas server. It is safe for use by several goroutines.
type Client struct {
	Auth         *AuthService
	APIKeys      *APIKeysService
	Agents       *AgentsService
	Chats        *ChatsService
	Skills       *SkillsService
	Functions    *FunctionsService
	Executions   *ExecutionsService
	Webhooks     *WebhooksService
	Schedules    *SchedulesService
	States       *StatesService
	MCPServers   *MCPServersService
	Packages     *PackagesService
	Users        *UsersService
	Groups       *GroupsService
	LLMProviders *LLMProvidersService
	RequestLogs  *RequestLogsService

	baseURL     string
	http        *http.Client
	credentials *credentials
	timeout     time.Duration // 0: as the request says
	maxRetries  int
}

// Option of [NewClient] and [Client.With].
type Option func(*settings)

type settings struct {
	baseURL    string
	token      *string
	refresh    string
	onTokens   func(TokenPair)
	http       *http.Client
	timeout    time.Duration
	maxRetries int
}

// WithBaseURL says where the server is. Default: SINAS_BASE_URL, or else where one of this machine listens.
func WithBaseURL(url string) Option { return func(s *settings) { s.baseURL = url } }

// WithAPIKey sets the API key. Default: SINAS_API_KEY. An empty one is none.
func WithAPIKey(key string) Option { return func(s *settings) { s.token = &key } }

// WithToken sets an access token. Default: SINAS_TOKEN.
func WithToken(token string) Option { return func(s *settings) { s.token = &token } }

// WithRefreshToken lets the client replace its access token by itself.
func WithRefreshToken(token string) Option { return func(s *settings) { s.refresh = token } }

// OnTokens is called whenever there are new tokens, so that they can be kept: a refresh token is good once, and each renewal brings another.
func OnTokens(keep func(TokenPair)) Option { return func(s *settings) { s.onTokens = keep } }

// WithHTTPClient replaces [http.DefaultClient].
func WithHTTPClient(client *http.Client) Option { return func(s *settings) { s.http = client } }

// WithTimeout limits each attempt. Default: a minute, and ten for calls that wait for a function or an agent.
func WithTimeout(timeout time.Duration) Option { return func(s *settings) { s.timeout = timeout } }

// WithMaxRetries sets how often what is safe to repeat is tried again. Default: 3.
func WithMaxRetries(retries int) Option { return func(s *settings) { s.maxRetries = retries } }

// NewClient returns a client. What no option says is read from the environment.
func NewClient(options ...Option) *Client {
	s := settings{baseURL: os.Getenv("SINAS_BASE_URL"), http: http.DefaultClient, maxRetries: defaultMaxRetries}
	for _, option := range options {
		option(&s)
	}
	if s.baseURL == "" {
		s.baseURL = defaultURL
	}
	client := &Client{
		baseURL:     strings.TrimRight(s.baseURL, "/"),
		http:        s.http,
		credentials: newCredentials(s),
		timeout:     s.timeout,
		maxRetries:  s.maxRetries,
	}
	return client.withServices()
}

// With returns a client with another timeout or number of retries on the same connections and tokens.
func (c *Client) With(options ...Option) *Client {
	s := settings{timeout: c.timeout, maxRetries: c.maxRetries}
	for _, option := range options {
		option(&s)
	}
	client := &Client{baseURL: c.baseURL, http: c.http, credentials: c.credentials, timeout: s.timeout, maxRetries: s.maxRetries}
	return client.withServices()
}

func (c *Client) withServices() *Client {
	c.Auth = &AuthService{c}
	c.APIKeys = &APIKeysService{c}
	c.Agents = &AgentsService{c}
	c.Chats = &ChatsService{c}
	c.Skills = &SkillsService{c}
	c.Functions = &FunctionsService{c}
	c.Executions = &ExecutionsService{c}
	c.Webhooks = &WebhooksService{c}
	c.Schedules = &SchedulesService{c}
	c.States = &StatesService{c}
	c.MCPServers = &MCPServersService{c}
	c.Packages = &PackagesService{c}
	c.Users = &UsersService{c}
	c.Groups = &GroupsService{c}
	c.LLMProviders = &LLMProvidersService{c}
	c.RequestLogs = &RequestLogsService{c}
	return c
}

// Ptr returns a pointer to v, for the optional fields of inputs.
func Ptr[T any](v T) *T { return &v }
