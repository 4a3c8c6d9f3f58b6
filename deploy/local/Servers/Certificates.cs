using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Buurtzorg.Local.Servers;

/// <summary>A certificate authority of this installation and a server certificate for the loopback address, so that TLS is there to be used.</summary>
internal sealed record Certificates(string Authority, string Certificate, string Key)
{
    /// <summary>In the folder of a server, made when they are missing.</summary>
    public static Certificates In(DataFolder data)
    {
        var files = new Certificates(data.File("authority.pem"), data.File("server.pem"), data.File("server.key"));
        if (!File.Exists(files.Key)) files.Make();
        return files;
    }

    private void Make()
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(10));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Buurtzorg local authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authority.PublicKey, false));
        using var issuer = authority.CreateSelfSigned(from, until);

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=localhost", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        server.CertificateExtensions.Add(names.Build());
        using var issued = server.Create(issuer, from, until, RandomNumberGenerator.GetBytes(8));

        File.WriteAllText(Authority, issuer.ExportCertificatePem());
        File.WriteAllText(Certificate, issued.ExportCertificatePem());
        PrivateFile.Write(Key, serverKey.ExportPkcs8PrivateKeyPem());
    }
}
