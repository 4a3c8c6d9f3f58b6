using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Hosting;

/// <summary>
/// Over a folder that another program looks after. <c>outbox</c>: whole files to be taken away. <c>inbox</c>: files from payers, put there by
/// renaming; those whose name begins with a dot or ends in <c>.part</c> are not read yet; removed once billing has stored them. <c>sent</c>: which
/// message had which bytes, so that the same one again is not put out twice, also after a restart. Names hold nothing of a client.
/// </summary>
internal sealed class FolderCarrier(string folder) : ICarrier
{
    private static readonly string[] Parts = ["outbox", "inbox", "sent", "part"];

    private readonly SemaphoreSlim _gate = new(1);

    public static bool CanKeep(string folder)
    {
        try
        {
            foreach (var part in Parts) Directory.CreateDirectory(Path.Combine(folder, part));
            var probe = Path.Combine(folder, "part", Path.GetRandomFileName());
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    public async Task<bool> SendAsync(OutgoingMessage message, CancellationToken ct)
    {
        var (key, bytes) = (Hash(Encoding.UTF8.GetBytes(message.Id)), Hash(message.Document.Content));
        var (mark, file) = (Path.Combine(folder, "sent", key), Path.Combine(folder, "outbox", $"{key[..16]}-{message.Document.Name}"));
        await _gate.WaitAsync(ct);
        try
        {
            if (File.Exists(mark)) return await File.ReadAllTextAsync(mark, ct) == bytes;
            // Without its mark it may be there of a process that ended in between.
            if (File.Exists(file) && Hash(await File.ReadAllBytesAsync(file, ct)) != bytes) return false;
            await PutAsync(file, message.Document.Content, ct);
            await PutAsync(mark, Encoding.ASCII.GetBytes(bytes), ct);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task<Parcels> ReceiveAsync(string? after, int limit, CancellationToken ct) => Task.FromResult(Parcels.Page(
        Inbox().Select(file => (Id: IdOf(file), File: file))
            .Where(item => string.CompareOrdinal(item.Id, after) > 0)
            .OrderBy(item => item.Id, StringComparer.Ordinal)
            .Select(item => Read(item.Id, item.File)).OfType<Parcel>(),
        limit));

    public Task AcknowledgeAsync(string id, CancellationToken ct)
    {
        foreach (var file in Inbox().Where(file => IdOf(file) == id)) file.Delete();
        return Task.CompletedTask;
    }

    private IEnumerable<FileInfo> Inbox() =>
        new DirectoryInfo(Path.Combine(folder, "inbox")).EnumerateFiles().Where(file => !file.Name.StartsWith('.') && file.Extension != ".part" && file.Length <= Sizes.MessageBytes);

    private static Parcel? Read(string id, FileInfo file)
    {
        try
        {
            return new(id, File.ReadAllBytes(file.FullName));
        }
        catch (FileNotFoundException)
        {
            return null; // acknowledged meanwhile
        }
    }

    // Sorts by age, and says nothing of the name that somebody else chose.
    private static string IdOf(FileInfo file) =>
        $"{file.LastWriteTimeUtc.ToString("yyyyMMddHHmmssfffffff", CultureInfo.InvariantCulture)}-{Hash(Encoding.UTF8.GetBytes(file.Name))[..16]}";

    private async Task PutAsync(string file, byte[] content, CancellationToken ct)
    {
        var part = Path.Combine(folder, "part", Path.GetRandomFileName());
        await using (var stream = new FileStream(part, FileMode.CreateNew))
        {
            await stream.WriteAsync(content, ct);
            stream.Flush(flushToDisk: true);
        }
        File.Move(part, file, overwrite: true);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
