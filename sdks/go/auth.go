package sinas

import (
	"context"
	"net/http"
	"time"
)

// AuthService logs in and out, and tells who the caller is.
type AuthService struct{ client *Client }

// Login sends a login code to an e-mail address.
func (s *AuthService) Login(ctx context.Context, email string) (*LoginSession, error) {
	body := map[string]string{"email": email}
	return call[LoginSession](ctx, s.client, request{method: http.MethodPost, path: "/api/v1/auth/login", body: body, public: true})
}

// VerifyOTP logs in with the code that was sent: from here on the client uses the tokens, and keeps them fresh.
func (s *AuthService) VerifyOTP(ctx context.Context, sessionID, code string) (*Tokens, error) {
	return s.enter(ctx, "/api/v1/auth/verify-otp", map[string]string{"session_id": sessionID, "otp_code": code})
}

// ExternalLogin logs in with a token of the OpenID Connect issuer that the server trusts.
func (s *AuthService) ExternalLogin(ctx context.Context, token string) (*Tokens, error) {
	return s.enter(ctx, "/api/v1/auth/external-auth", map[string]string{"token": token})
}

// Logout ends the session and forgets the tokens. The access token lives on until it expires.
func (s *AuthService) Logout(ctx context.Context) error {
	if token := s.client.credentials.get().RefreshToken; token != "" {
		body := map[string]string{"refresh_token": token}
		if _, _, err := s.client.do(ctx, request{method: http.MethodPost, path: "/api/v1/auth/logout", body: body}); err != nil {
			return err
		}
	}
	s.client.credentials.set(TokenPair{})
	return nil
}

// Me returns the caller.
func (s *AuthService) Me(ctx context.Context) (*Account, error) {
	return get[Account](ctx, s.client, "/api/v1/auth/me", nil)
}

// CheckPermissions says which of these permissions the caller holds. Result is true where they hold all of them.
func (s *AuthService) CheckPermissions(ctx context.Context, permissions ...string) (*PermissionChecks, error) {
	body := map[string]any{"permissions": permissions}
	return call[PermissionChecks](ctx, s.client, request{method: http.MethodPost, path: "/api/v1/auth/check-permissions", body: body, repeatable: Ptr(true)})
}

func (s *AuthService) enter(ctx context.Context, path string, body map[string]string) (*Tokens, error) {
	tokens, err := call[Tokens](ctx, s.client, request{method: http.MethodPost, path: path, body: body, public: true})
	if err != nil {
		return nil, err
	}
	s.client.credentials.set(TokenPair{tokens.AccessToken, tokens.RefreshToken, after(tokens.ExpiresIn)})
	return tokens, nil
}

// A refresh token is good once. The server answers the same again for a moment, so that a lost answer does no harm.
func (s *AuthService) refresh(ctx context.Context, token string) (TokenPair, error) {
	body := map[string]string{"refresh_token": token}
	renewed, err := call[RefreshedToken](ctx, s.client, request{
		method: http.MethodPost, path: "/api/v1/auth/refresh", body: body, public: true, repeatable: Ptr(true),
	})
	if err != nil {
		return TokenPair{}, err
	}
	return TokenPair{renewed.AccessToken, renewed.RefreshToken, after(renewed.ExpiresIn)}, nil
}

func after(seconds int64) time.Time { return time.Now().Add(time.Duration(seconds) * time.Second) }
