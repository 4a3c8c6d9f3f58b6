using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Data;

/// <summary>Numbers by which payers know what we send: each is used once, for ever. A transaction that ends badly leaves a gap.</summary>
internal static class Numbers
{
    public const char Claim = 'C', Return = 'R', Message = 'M', Request = 'Q', Authorisation = 'H';

    public static string Of(char kind, int number) => $"{kind}{number:000000000}";

    public static string OfLine(string claimNumber, int line) => $"{claimNumber}{line:000000}";

    public static async Task<string> NextClaimNumberAsync(this BillingDb db, CancellationToken ct) =>
        Of(Claim, await db.Database.SqlQuery<int>($"""SELECT nextval('claim_numbers')::int AS "Value" """).SingleAsync(ct));

    public static async Task<string> NextReturnReferenceAsync(this BillingDb db, CancellationToken ct) =>
        Of(Return, await db.Database.SqlQuery<int>($"""SELECT nextval('return_references')::int AS "Value" """).SingleAsync(ct));

    /// <summary>Of a notice or a request; a return names it.</summary>
    public static async Task<string> NextMessageReferenceAsync(this BillingDb db, CancellationToken ct) =>
        Of(Message, await db.Database.SqlQuery<int>($"""SELECT nextval('message_references')::int AS "Value" """).SingleAsync(ct));

    /// <summary>Under which a payer answers a request.</summary>
    public static async Task<string> NextRequestReferenceAsync(this BillingDb db, CancellationToken ct) =>
        Of(Request, await db.Database.SqlQuery<int>($"""SELECT nextval('request_references')::int AS "Value" """).SingleAsync(ct));

    /// <summary>Of an authorisation by a payer who gave no number.</summary>
    public static async Task<string> NextAuthorisationNumberAsync(this BillingDb db, CancellationToken ct) =>
        Of(Authorisation, await db.Database.SqlQuery<int>($"""SELECT nextval('authorisation_numbers')::int AS "Value" """).SingleAsync(ct));
}
