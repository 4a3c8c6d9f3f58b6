using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>The page of the link: no script, no cookie, nothing loaded from anywhere, and it works with a keyboard and a screen reader.</summary>
internal static class PulsePage
{
    private const string Style = """
        :root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:38rem;margin:0 auto;padding:1.5rem 1rem}
        h1{font-size:1.5rem}fieldset{border:1px solid #767676;border-radius:.5rem;margin:0 0 1.25rem;padding:.75rem 1rem}legend{font-weight:600;padding:0 .25rem}
        .scale{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));gap:.5rem}
        .scale label{display:flex;flex-direction:column;align-items:center;gap:.25rem;border:1px solid #767676;border-radius:.5rem;padding:.5rem 0;cursor:pointer}
        .scale input{width:1.25rem;height:1.25rem;margin:0}.scale label:focus-within{outline:3px solid #1d70b8;outline-offset:2px}
        .ends{display:flex;justify-content:space-between;font-size:1rem;margin:.25rem 0 0}
        button{font:inherit;font-weight:600;padding:.75rem 2rem;border:0;border-radius:.5rem;background:#00593d;color:#fff;cursor:pointer}button:focus{outline:3px solid #1d70b8;outline-offset:2px}
        .small{font-size:1rem}
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static bool IsWanted(HttpRequest request) => request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");

    public static IResult Questions(PulseWords words, IReadOnlyList<Dictionary<string, string>> questions) => new Html(words, StatusCodes.Status200OK, words.Title,
        $"""
        <form method="post">
        {string.Concat(questions.Select((question, i) => Field(words, words.Of(question), i + 1)))}
        <button type="submit">{Encode(words.Send)}</button>
        <p class="small">{Encode(words.Promise)}</p>
        </form>
        """);

    public static IResult Thanks(PulseWords words) => new Html(words, StatusCodes.Status200OK, words.Thanks, $"<p>{Encode(words.Promise)}</p>");

    public static IResult Refusal(PulseWords words, Refusal refusal) => new Html(words, refusal.Status, words.Title,
        $"<p>{Encode(refusal.Status switch { 404 => words.Unknown, 410 => words.Used, _ => words.Incomplete })}</p>");

    private static string Field(PulseWords words, string question, int number) =>
        $"""
        <fieldset><legend>{Encode(question)}</legend><div class="scale">{string.Concat(Enumerable.Range(1, PulseBox.Values).Select(value =>
            $"<label><input type=\"radio\" name=\"q{number}\" value=\"{value}\" required> {value}</label>"))}</div>
        <p class="ends"><span>1 = {Encode(words.Lowest)}</span><span>5 = {Encode(words.Highest)}</span></p></fieldset>
        """;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private sealed class Html(PulseWords words, int status, string title, string content) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.ContentSecurityPolicy = Policy;
            response.Headers["Referrer-Policy"] = "no-referrer";
            return response.WriteAsync(
                $"""
                <!DOCTYPE html>
                <html lang="{words.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
                <title>{Encode(title)}</title><style>{Style}</style></head>
                <body><main><h1>{Encode(title)}</h1>{content}</main></body></html>
                """, httpContext.RequestAborted);
        }
    }
}
