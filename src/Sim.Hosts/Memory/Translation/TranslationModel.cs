using System;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Memory.Translation;

/// <summary>How much slower a guest runs since its addresses are translated twice.</summary>
/// <remarks>
/// <para>
/// models.md B7. The TLB reaches as far as its entries times the size of the page; what the working set has beyond it misses by
/// the guest's miss curve. A native walk of n levels loads n entries; of nested tables with n and m levels
/// (n + 1)(m + 1) - 1: 24 for 4 and 4, 35 for 5 and 5. Walk caches spare a part of the loads above the last level of each
/// table, the nested TLB a part of the host's walks for the guest's own tables. A page of 2 MiB saves a level of both.
/// </para>
/// <para>
/// Shadow tables are walked like native ones; writes to the guest's tables and context switches trap, and a switch leaves
/// an empty TLB to fill. Pages of 2 MiB count only where guest and host both have them: the TLB holds the smaller of the two.
/// </para>
/// </remarks>
public sealed class TranslationModel(TranslationOptions options)
{
    /// <summary>How many times as long a second of the guest's CPU work takes as on the same machine without a hypervisor, from 1.</summary>
    /// <param name="guest">Gives the miss curve of its working set.</param>
    /// <param name="workingSet">In pages of 4 KiB.</param>
    /// <param name="largePart">Part of the working set in pages of 2 MiB, 0 to 1, natively too.</param>
    public double Slowdown(GuestMemory guest, double workingSet, double largePart)
    {
        ArgumentNullException.ThrowIfNull(guest);
        double small = largePart < 1 ? (1 - largePart) * MissRatio(guest, workingSet, false) : 0;
        double large = largePart > 0 ? largePart * MissRatio(guest, workingSet, true) : 0;
        double native = 1 + WalkSeconds(TranslationMode.Native, small, large);
        double here = 1 + WalkSeconds(options.Mode, small, large);
        return (here + (options.Mode == TranslationMode.Shadow ? TrapSeconds(largePart) : 0)) / native;
    }

    /// <summary>Part of the lookups that miss the TLB.</summary>
    /// <param name="guest">Gives the miss curve.</param>
    /// <param name="workingSet">In pages of 4 KiB.</param>
    /// <param name="isLarge">Whether it is in pages of 2 MiB.</param>
    public double MissRatio(GuestMemory guest, double workingSet, bool isLarge)
    {
        double reach = options.TlbEntries * (isLarge ? PageSizes.PerLarge : 1.0);
        return workingSet > reach ? MissCurve.At(guest, reach / workingSet, workingSet) : 0;
    }

    /// <summary>Loads of table entries for a miss of the TLB.</summary>
    /// <param name="mode">Shadow tables are walked like native ones.</param>
    /// <param name="isLarge">Whether the page is of 2 MiB, in guest and host.</param>
    public double WalkLoads(TranslationMode mode, bool isLarge)
    {
        int saved = isLarge ? 1 : 0;
        double guest = Loads(options.GuestLevels - saved);
        if (mode != TranslationMode.Nested)
        {
            return guest;
        }

        double host = Loads(options.HostLevels - saved);
        return (guest * (1 + ((1 - options.NestedTlb) * host))) + host;
    }

    private double Loads(int levels) => 1 + ((levels - 1) * (1 - options.WalkCache));

    // In each second of work; pages of either size share the TLB, and of all lookups each kind misses these parts.
    private double WalkSeconds(TranslationMode mode, double small, double large) =>
        options.LookupsPerSecond * options.TableLoad.Seconds * ((small * WalkLoads(mode, false)) + (large * WalkLoads(mode, true)));

    private double TrapSeconds(double largePart)
    {
        double refill = options.TlbEntries * (((1 - largePart) * WalkLoads(TranslationMode.Shadow, false)) + (largePart * WalkLoads(TranslationMode.Shadow, true)));
        return (options.TableWritesPerSecond * options.TableTrap.Seconds)
            + (options.ContextSwitchesPerSecond * (options.SwitchTrap.Seconds + (refill * options.TableLoad.Seconds)));
    }
}
