// The page is at `/docs` and at `/docs/`, behind a proxy with more in front.
SwaggerUIBundle({
  dom_id: '#swagger-ui',
  url: location.pathname.replace(/\/docs\/*$/, '/openapi.json'),
  deepLinking: true,
  displayRequestDuration: true,
});
