namespace Amazon.GameLiftStreams;

/// <summary>Compute of one session of a stream group. Open: the service may add values.</summary>
public partial class StreamClass(string value) : ConstantClass(value)
{
    /// <summary>4 vCPU, 16 GB; NVIDIA T4, two sessions to a GPU.</summary>
    public static readonly StreamClass Gen4n_high = new("gen4n_high");

    /// <summary>8 vCPU, 32 GB; NVIDIA T4.</summary>
    public static readonly StreamClass Gen4n_ultra = new("gen4n_ultra");

    /// <summary>8 vCPU, 32 GB; NVIDIA T4; Windows Server 2022.</summary>
    public static readonly StreamClass Gen4n_win2022 = new("gen4n_win2022");

    /// <summary>4 vCPU, 16 GB; NVIDIA A10G, two sessions to a GPU.</summary>
    public static readonly StreamClass Gen5n_high = new("gen5n_high");

    /// <summary>8 vCPU, 32 GB; NVIDIA A10G.</summary>
    public static readonly StreamClass Gen5n_ultra = new("gen5n_ultra");

    /// <summary>8 vCPU, 32 GB; NVIDIA A10G; Windows Server 2022.</summary>
    public static readonly StreamClass Gen5n_win2022 = new("gen5n_win2022");

    /// <summary>16 vCPU, 128 GB; NVIDIA L40S.</summary>
    public static readonly StreamClass Gen6e_pro = new("gen6e_pro");

    /// <summary>16 vCPU, 128 GB; NVIDIA L40S; Windows Server 2022.</summary>
    public static readonly StreamClass Gen6e_pro_win2022 = new("gen6e_pro_win2022");

    /// <summary>4 vCPU, 16 GB; NVIDIA L4, two sessions to a GPU.</summary>
    public static readonly StreamClass Gen6n_high = new("gen6n_high");

    /// <summary>2 vCPU, 8 GB; NVIDIA L4, four sessions to a GPU.</summary>
    public static readonly StreamClass Gen6n_medium = new("gen6n_medium");

    /// <summary>8 vCPU, 32 GB; part of an NVIDIA L4; Windows Server 2022.</summary>
    public static readonly StreamClass Gen6n_medium_win2022 = new("gen6n_medium_win2022");

    /// <summary>16 vCPU, 64 GB; NVIDIA L4.</summary>
    public static readonly StreamClass Gen6n_pro = new("gen6n_pro");

    /// <summary>16 vCPU, 64 GB; NVIDIA L4; Windows Server 2022.</summary>
    public static readonly StreamClass Gen6n_pro_win2022 = new("gen6n_pro_win2022");

    /// <summary>1 vCPU, 4 GB; NVIDIA L4, twelve sessions to a GPU.</summary>
    public static readonly StreamClass Gen6n_small = new("gen6n_small");

    /// <summary>2 vCPU, 8 GB; part of an NVIDIA L4; Windows Server 2022.</summary>
    public static readonly StreamClass Gen6n_small_win2022 = new("gen6n_small_win2022");

    /// <summary>8 vCPU, 32 GB; NVIDIA L4.</summary>
    public static readonly StreamClass Gen6n_ultra = new("gen6n_ultra");

    /// <summary>8 vCPU, 32 GB; NVIDIA L4; Windows Server 2022.</summary>
    public static readonly StreamClass Gen6n_ultra_win2022 = new("gen6n_ultra_win2022");

    /// <summary>The known value with this text whatever its case, else a new one; null for null.</summary>
    public static StreamClass FindValue(string value) => FindValue<StreamClass>(value);

    public static implicit operator StreamClass(string value) => FindValue(value);
}
