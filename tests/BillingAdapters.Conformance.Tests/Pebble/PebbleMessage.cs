using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Tests.Pebble;

/// <summary>A message of the payers of an invented world: one JSON object for all kinds.</summary>
/// <param name="Of">The number of the claim, or our reference, that it answers.</param>
internal sealed record PebbleMessage(
    string Kind, string Reference, string Payer, string Recipient, DateOnly IssuedOn, string? Of = null, long? Submitted = null, long? Granted = null,
    RequestOutcome? Outcome = null, List<string>? Codes = null, List<PebbleLine>? Lines = null, List<PebbleAssignment>? Assignments = null)
{
    private static readonly JsonSerializerOptions Strict = new(ContractJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = 8 };

    public MessageIdentity Identity => new(
        Kind switch
        {
            "assignment" => MessageKind.Assignment,
            "answer" => MessageKind.Answer,
            "return" => MessageKind.Return,
            "request-answer" => MessageKind.RequestAnswer,
            _ => MessageKind.Other,
        },
        Kind, Reference, new(PebbleAdapter.PayerScheme, Payer), new(PebbleAdapter.SenderScheme, Recipient), IssuedOn,
        Kind == "answer" ? Of : null, Kind is "return" or "request-answer" ? Of : null);

    /// <summary>Null when it is no such message.</summary>
    public static PebbleMessage? Read(byte[] content, string? kind = null)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(content);
            var message = JsonSerializer.Deserialize<PebbleMessage>(content, Strict);
            return message is not null && (kind is null || message.Kind == kind) && !(message.Lines ?? []).Contains(null!) && !(message.Assignments ?? []).Contains(null!) ? message : null;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>What is said of one line or one assignment.</summary>
internal sealed record PebbleLine(string Reference, long? Granted = null, List<string>? Codes = null);

internal sealed record PebbleAssignment(
    string Number, string Client, string Code, DateTime DecidedAt, DateOnly From, AssignmentChange Change, long? Volume = null, Unit? Unit = null, Frequency? Frequency = null, long? Budget = null);
