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
        double native = 1 + WalkSeconds(TranslationMode.Native, guest, workingSet, largePart);
        double here = 1 + WalkSeconds(options.Mode, guest, workingSet, largePart);
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

    // In each second of work; pages of either size share the TLB, each kind in proportion to the accesses it gets.
    private double WalkSeconds(TranslationMode mode, GuestMemory guest, double workingSet, double largePart)
    {
        double Of(bool isLarge) => MissRatio(guest, workingSet, isLarge) * WalkLoads(mode, isLarge);
        return options.LookupsPerSecond * options.TableLoad.Seconds * (((1 - largePart) * Of(false)) + (largePart * Of(true)));
    }

    private double TrapSeconds(double largePart)
    {
        double refill = options.TlbEntries * (((1 - largePart) * WalkLoads(TranslationMode.Shadow, false)) + (largePart * WalkLoads(TranslationMode.Shadow, true)));
        return (options.TableWritesPerSecond * options.TableTrap.Seconds)
            + (options.ContextSwitchesPerSecond * (options.SwitchTrap.Seconds + (refill * options.TableLoad.Seconds)));
    }
}
