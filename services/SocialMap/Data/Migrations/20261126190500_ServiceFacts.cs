using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.SocialMap.Data.Migrations
{
    /// <inheritdoc />
    public partial class ServiceFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Part of the index of the search; only SQL speaks to it.
            migrationBuilder.Sql(
                """
                -- What a search asks of a candidate beside the word that led to it, in one small row.
                CREATE TABLE service_facts (
                    service_id uuid PRIMARY KEY,
                    minimum_age smallint,
                    maximum_age smallint,
                    words int[] NOT NULL);
                INSERT INTO service_facts (service_id, minimum_age, maximum_age, words)
                SELECT e.id, e.minimum_age, e.maximum_age, w.words
                FROM (SELECT service_id, array_agg(word_id) AS words FROM service_words WHERE place = 0 GROUP BY service_id) w
                JOIN entries e ON e.kind = 'service' AND e.id = w.service_id;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE service_facts");
    }
}
