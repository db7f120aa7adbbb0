using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Postgres;

/// <summary>What the settings of PostgreSQL must be, where it is the store. No sentence holds anything of the connection string.</summary>
internal sealed class PostgresOptionsRules(IOptions<OperationsOptions> operations) : IValidateOptions<PostgresOptions>
{
    private const string Text = $"{PostgresOptions.Section}:{nameof(PostgresOptions.ConnectionString)}";
    private const string TextFile = $"{PostgresOptions.Section}:{nameof(PostgresOptions.ConnectionStringFile)}";
    private const string Example = "'Host=db.example.com;Database=streamops;Username=streamops;Password=…'";

    public ValidateOptionsResult Validate(string? name, PostgresOptions options)
    {
        if (operations.Value.Store != StoreKind.Postgres)
        {
            return ValidateOptionsResult.Success;
        }

        var failures = new List<string>();
        if (WhyWrong(options) is { } reason)
        {
            failures.Add(reason);
        }

        if (options.StatementTimeoutSeconds is < 1 or > 60)
        {
            failures.Add($"{PostgresOptions.Section}:{nameof(PostgresOptions.StatementTimeoutSeconds)} must be between 1 and 60.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static string? WhyWrong(PostgresOptions options)
    {
        var isFile = options.ConnectionStringFile.Length > 0;
        if (isFile && options.ConnectionString.Length > 0)
        {
            return $"{Text} and {TextFile} are both set: leave one of them out.";
        }

        if (!isFile && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return $"{Text} is not set: StreamOps:Store is postgres. Set it, in the environment or by {TextFile}, as {Example}.";
        }

        string text;
        try
        {
            text = options.Text();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{TextFile}: the file {options.ConnectionStringFile} cannot be read.";
        }

        return PostgresOptions.Read(text) is null
            ? $"{(isFile ? TextFile : Text)} holds no connection string with Host and Database. Set it as {Example}; a value with ; or ' in it stands in double quotes."
            : null;
    }
}
