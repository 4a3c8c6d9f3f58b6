using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>A request of which the body is announced but not, or not at once, sent.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The status that comes back, however much of the body was taken by then; 0 when none comes.</summary>
    public static async Task<int> StatusAsync(Adapter adapter, string route, string authorization, long length, long sent)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(adapter.Url.Host, adapter.Url.Port, patience.Token);
            var stream = connection.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {adapter.Url.AbsolutePath}{route} HTTP/1.1\r\nHost: {adapter.Url.Authority}\r\nAuthorization: {authorization}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"), patience.Token);
            var status = ReadStatusAsync(stream, patience.Token);
            try
            {
                var block = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
                for (var left = sent; left > 0 && !status.IsCompleted; left -= block.Length)
                    await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), patience.Token);
            }
            catch (IOException) { } // an adapter may hang up on what it does not want; what it said before that counts
            return await status;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            return 0;
        }
    }

    private static async Task<int> ReadStatusAsync(NetworkStream stream, CancellationToken ct)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (line.Length < 200 && await stream.ReadAsync(one, ct) == 1 && one[0] != '\n') line.Append((char)one[0]);
        var parts = line.ToString().Split(' ');
        return parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;
    }
}
