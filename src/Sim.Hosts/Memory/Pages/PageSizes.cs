namespace Sim.Hosts.Memory.Pages;

/// <summary>The sizes of pages on x86-64 and RV64: 4 KiB and 2 MiB.</summary>
public static class PageSizes
{
    /// <summary>Bytes of a page.</summary>
    public const int Small = 4096;

    /// <summary>Small pages of a large one.</summary>
    public const int PerLarge = 512;

    /// <summary>Pages of a mebibyte.</summary>
    public const int PerMebibyte = 256;
}
