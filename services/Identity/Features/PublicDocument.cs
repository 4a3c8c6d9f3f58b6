namespace Buurtzorg.Identity.Features;

/// <summary>Headers of a document that any page may read, and keep for a while.</summary>
internal static class PublicDocument
{
    public static void MayBeKept(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=300";
        response.Headers.AccessControlAllowOrigin = "*";
    }
}
