using System.Text.Json;
using Buurtzorg.Platform;

namespace Buurtzorg.CareRecords.Data;

internal static class Sealing
{
    public static byte[] Seal<T>(this FieldEncryption encryption, T value) => encryption.Encrypt(JsonSerializer.SerializeToUtf8Bytes(value));

    public static T Open<T>(this FieldEncryption encryption, byte[] value) => JsonSerializer.Deserialize<T>(encryption.Decrypt(value))!;
}
