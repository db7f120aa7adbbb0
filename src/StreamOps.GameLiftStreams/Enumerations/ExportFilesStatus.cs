namespace Amazon.GameLiftStreams;

/// <summary>Status of a file export. Open: the service may add values.</summary>
public partial class ExportFilesStatus(string value) : ConstantClass(value)
{
    /// <summary>The files could not be written.</summary>
    public static readonly ExportFilesStatus FAILED = new("FAILED");

    /// <summary>The files are written when the session ends.</summary>
    public static readonly ExportFilesStatus PENDING = new("PENDING");

    /// <summary>The files are there.</summary>
    public static readonly ExportFilesStatus SUCCEEDED = new("SUCCEEDED");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static ExportFilesStatus FindValue(string value) => FindValue<ExportFilesStatus>(value);

    public static implicit operator ExportFilesStatus(string value) => FindValue(value);
}
