using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Xunit;

namespace Buurtzorg.Platform.Tests;

public sealed class SettingsTests
{
    [Fact]
    public async Task Every_mistake_is_told_before_anything_starts()
    {
        var service = PlatformService.Create("notebook", ["--Encryption:CurrentKey=new", "--Encryption:Keys:old=dG9vIHNob3J0"]);
        service.AddDatabase<NotebookDb>();
        service.AddEncryption();
        var stderr = Console.Error;
        using var told = new StringWriter();
        Console.SetError(told);
        try
        {
            Assert.Equal(78, await service.RunAsync(Notebook.Map));
        }
        finally
        {
            Console.SetError(stderr);
        }
        foreach (var key in new[] { "Database:ConnectionString", "Broker:Uri", "Authentication:Issuer", "Encryption:CurrentKey", "Encryption:Keys:old" })
            Assert.Contains(key, told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_old_key_encrypted_is_read_after_the_key_was_rotated()
    {
        var (first, second) = (Key(), Key());
        var before = Encryption("first", ("first", first));
        var after = Encryption("second", ("first", first), ("second", second));
        var value = before.Encrypt("Mevrouw de Boer");

        Assert.Equal("Mevrouw de Boer", after.DecryptText(value));
        Assert.NotEqual(value, before.Encrypt("Mevrouw de Boer"));
        Assert.Throws<CryptographicException>(() => before.Decrypt(after.Encrypt("x")));
        value[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => after.Decrypt(value));
    }

    [Fact]
    public void A_broker_is_trusted_by_the_install_s_own_authority_only()
    {
        using var authority = Authority("ours");
        using var other = Authority("another");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, authority.ExportCertificatePem());
        var trust = new BrokerSettings { Uri = new Uri("amqps://broker"), CaCertificate = file }.Trust()!;

        Assert.True(trust(this, Issue(authority), null, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.False(trust(this, Issue(other), null, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.False(trust(this, Issue(authority), null, SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.Null(new BrokerSettings { Uri = new Uri("amqps://broker") }.Trust());
        File.Delete(file);
    }

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static FieldEncryption Encryption(string current, params (string Id, string Key)[] keys) =>
        new(Options.Create(new EncryptionSettings { CurrentKey = current, Keys = keys.ToDictionary(key => key.Id, key => key.Key) }));

    private static X509Certificate2 Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority) =>
        new CertificateRequest("CN=broker", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256).Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddHours(1), [1]);
}
