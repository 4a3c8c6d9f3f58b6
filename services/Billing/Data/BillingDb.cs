using Buurtzorg.Billing.Domain;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Buurtzorg.Billing.Data;

internal sealed class BillingDb(DbContextOptions<BillingDb> options) : ServiceDb(options)
{
    public DbSet<KnownClient> Clients => Set<KnownClient>();
    public DbSet<Authorisation> Authorisations => Set<Authorisation>();
    public DbSet<CareEpisode> Episodes => Set<CareEpisode>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<CareRequest> Requests => Set<CareRequest>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<OpenMonth> OpenMonths => Set<OpenMonth>();
    public DbSet<Claim> Claims => Set<Claim>();
    public DbSet<ClaimLine> ClaimLines => Set<ClaimLine>();
    public DbSet<LineAnswer> LineAnswers => Set<LineAnswer>();
    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();
    public DbSet<Payment> Payments => Set<Payment>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<StoredContent> StoredContents => Set<StoredContent>();
    public DbSet<MessageSubject> MessageSubjects => Set<MessageSubject>();
    public DbSet<WaitingAccess> WaitingAccesses => Set<WaitingAccess>();
    public DbSet<WaitingEvent> WaitingEvents => Set<WaitingEvent>();
    public DbSet<AdapterState> AdapterStates => Set<AdapterState>();
    public DbSet<ToldAlert> ToldAlerts => Set<ToldAlert>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.HasSequence<int>("claim_numbers");
        model.HasSequence<int>("return_references");
        model.HasSequence<int>("message_references");
        model.HasSequence<int>("request_references");
        model.HasSequence<int>("authorisation_numbers");
        Care(model);
        Claiming(model);
        Documents(model);
        ToldAndAsked(model);
        Carrying(model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        base.ConfigureConventions(configuration);
        configuration.Properties<Enum>().HaveConversion<string>();
        configuration.Properties<Month>().HaveConversion<MonthAsText>().HaveMaxLength(7);
    }

    private static void Care(ModelBuilder model)
    {
        model.Entity<KnownClient>(client =>
        {
            client.HasKey(c => c.ClientId);
            client.HasIndex(c => c.IdentifierHash);
        });
        model.Entity<Authorisation>(authorisation =>
        {
            authorisation.Property(a => a.DecidedAt).HasColumnType("timestamp without time zone");
            authorisation.Property(a => a.Version).IsConcurrencyToken();
            authorisation.HasIndex(a => new { a.PayerId, a.Number }).IsUnique();
            authorisation.HasIndex(a => new { a.PayerId, a.Id });
            authorisation.HasIndex(a => a.IdentifierHash);
        });
        model.Entity<Delivery>(delivery =>
        {
            delivery.HasKey(d => d.VisitId);
            delivery.HasIndex(d => new { d.ClientId, d.VisitId });
            delivery.HasIndex(d => new { d.Month, d.VisitId });
            delivery.HasIndex(d => new { d.ClientId, d.Month });
        });
        model.Entity<OpenMonth>(open =>
        {
            open.HasKey(o => new { o.ClientId, o.Month });
            open.Property(o => o.Marks).HasDefaultValue(1L);
        });
    }

    private static void Claiming(ModelBuilder model)
    {
        model.Entity<Claim>(claim =>
        {
            claim.HasIndex(c => new { c.PayerId, c.Period, c.Attempt }).IsUnique();
            claim.Property(c => c.Attempt).HasDefaultValue(1);
            claim.HasIndex(c => new { c.PayerId, c.Id });
            claim.HasIndex(c => c.Number).IsUnique();
            claim.Property(c => c.Version).IsConcurrencyToken();
            claim.Property(c => c.Faults).IsJson();
            claim.HasIndex(c => c.AnswerDueOn).HasFilter("state = 'Sent'");
            claim.HasIndex(c => c.Id, "ix_claims_refused").HasFilter("state = 'Refused'");
            claim.HasMany(c => c.Lines).WithOne().HasForeignKey(l => l.ClaimId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ClaimLine>(line =>
        {
            line.HasIndex(l => new { l.ClaimId, l.Reference }).IsUnique();
            line.HasIndex(l => new { l.ClientId, l.Month });
            line.HasIndex(l => new { l.PayerId, l.Id }, "ix_claim_lines_rejected").HasFilter("state = 'Rejected'");
            line.HasIndex(l => new { l.ClientId, l.Month, l.PayerId, l.AuthorisationId, l.Code, l.Unit, l.RateAmount, l.RatePer, l.RateLengths }, "ix_claim_lines_one_debit").IsUnique().AreNullsDistinct(false)
                .HasFilter("state = 'Claimed' AND side = 'Debit' AND adjusted_line_id IS NULL");
            line.Ignore(l => l.Key).Ignore(l => l.Price).Ignore(l => l.Sign).Ignore(l => l.IsDebit);
            line.Property(l => l.RateAmount).HasPrecision(12, 2);
            line.Property(l => l.Codes).IsJson();
        });
        model.Entity<LineAnswer>(answer =>
        {
            answer.HasKey(a => new { a.MessageId, a.ClaimLineId });
            answer.HasOne<ClaimLine>().WithMany().HasForeignKey(a => a.ClaimLineId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<LedgerEntry>(entry =>
        {
            entry.ToTable(table => table.HasCheckConstraint("ck_ledger_entries_moves", "minor_units > 0 AND credit <> debit"));
            entry.HasIndex(e => new { e.ClaimLineId, e.Credit, e.Debit }).IsUnique().HasFilter("debit <> 'Paid' AND credit <> 'Paid'");
            entry.HasIndex(e => new { e.ClaimLineId, e.CauseId, e.Credit, e.Debit }).IsUnique();
            entry.HasIndex(e => e.PayerId);
        });
    }

    private static void Carrying(ModelBuilder model)
    {
        model.Entity<Payment>(payment =>
        {
            payment.ToTable(table => table.HasCheckConstraint("ck_payments_amount", "amount_minor > 0"));
            payment.HasIndex(p => p.ClaimId);
            payment.HasOne<Claim>().WithMany().HasForeignKey(p => p.ClaimId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<WaitingEvent>(waiting =>
        {
            waiting.HasKey(w => new { w.Id, w.Event });
            waiting.HasIndex(w => new { w.PayerId, w.Since });
            waiting.HasIndex(w => w.Adapter);
        });
        model.Entity<AdapterState>(adapter => adapter.HasKey(a => a.Name));
        model.Entity<ToldAlert>(told => told.HasKey(t => new { t.Id, t.Code }));
    }

    private static void Documents(ModelBuilder model)
    {
        model.Entity<Message>(message =>
        {
            message.HasIndex(m => new { m.PayerId, m.Sha256 }).IsUnique().HasFilter("direction = 'Received'");
            message.HasIndex(m => new { m.PayerId, m.Id });
            message.HasIndex(m => new { m.PayerId, m.Type, m.PayerReference });
            message.HasIndex(m => m.ClaimId);
            message.HasIndex(m => m.Id, "ix_messages_wrong").HasFilter("state IN ('Refused', 'Contradicting', 'Aside') AND settled_at IS NULL");
            message.HasIndex(m => m.DueOn).HasFilter("sent_at IS NULL AND due_on IS NOT NULL");
            message.Property(m => m.Faults).IsJson();
        });
        model.Entity<StoredContent>(content =>
        {
            content.HasKey(c => c.MessageId);
            content.HasOne<Message>().WithOne().HasForeignKey<StoredContent>(c => c.MessageId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<MessageSubject>(subject => subject.HasKey(s => new { s.MessageId, s.IdentifierHash }));
        model.Entity<WaitingAccess>(access => access.HasIndex(a => a.IdentifierHash));
    }

    private static void ToldAndAsked(ModelBuilder model)
    {
        model.Entity<CareEpisode>(episode =>
        {
            episode.ToTable("care_episodes");
            episode.HasKey(e => new { e.ClientId, e.Number });
            episode.HasIndex(e => new { e.TeamId, e.ClientId });
        });
        model.Entity<Notice>(notice =>
        {
            notice.HasIndex(n => new { n.PayerId, n.Reference }).IsUnique();
            notice.HasIndex(n => new { n.PayerId, n.Id });
            notice.HasIndex(n => new { n.ClientId, n.Id });
            notice.HasIndex(n => new { n.AuthorisationId, n.ClientId, n.Episode, n.Kind }, "ix_notices_one_open").IsUnique().HasFilter("state IN ('Made', 'Refused')");
            notice.HasIndex(n => new { n.AuthorisationId, n.Episode });
            notice.HasIndex(n => n.Id, "ix_notices_to_look_at").HasFilter("state IN ('Refused', 'Rejected')");
            notice.Property(n => n.Version).IsConcurrencyToken();
            notice.Property(n => n.Faults).IsJson();
            notice.Property(n => n.Codes).IsJson();
            notice.HasOne<Authorisation>().WithMany().HasForeignKey(n => n.AuthorisationId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CareRequest>(request =>
        {
            request.ToTable("requests");
            request.HasIndex(r => new { r.PayerId, r.Reference }).IsUnique();
            request.HasIndex(r => new { r.PayerId, r.RequestReference }).IsUnique();
            request.HasIndex(r => new { r.PayerId, r.Id });
            request.HasIndex(r => new { r.ClientId, r.Id });
            request.Property(r => r.Version).IsConcurrencyToken();
            request.Property(r => r.Products).IsJson();
            request.Property(r => r.Codes).IsJson();
        });
    }

    private sealed class MonthAsText() : ValueConverter<Month, string>(month => month.ToString(), text => Month.Parse(text));
}
