namespace Sim.Hosts.Memory;

/// <summary>From what the thresholds of a ladder come.</summary>
public enum LadderKind
{
    /// <summary>ESXi 5 and later: parts of minFree, which is 6 % of the first 4 GiB, 4 % up to 12, 2 % up to 28 and 1 % beyond.</summary>
    Sliding,

    /// <summary>ESX Server of 2002: soft below 4 % of the memory, hard below 2 %, low below 1 %.</summary>
    Classic,

    /// <summary>Linux: kswapd runs from the low watermark up to the high one; nothing else is done.</summary>
    Linux,

    /// <summary>Thresholds as given, in parts of the memory; what is left out is not used.</summary>
    Custom,
}
