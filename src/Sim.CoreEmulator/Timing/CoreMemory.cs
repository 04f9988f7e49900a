using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Translation;

namespace Sim.CoreEmulator.Timing;

/// <summary>What a pipeline asks of memory: translation, then caches.</summary>
/// <param name="translator">TLBs and walker.</param>
/// <param name="port">Caches.</param>
/// <param name="start">Where main memory begins: below are devices.</param>
internal sealed class CoreMemory(AddressTranslator translator, CachePort port, ulong start)
{
    /// <summary>TLBs and walker.</summary>
    public AddressTranslator Translator => translator;

    /// <summary>Caches.</summary>
    public CachePort Port => port;

    /// <summary>Fetches instructions.</summary>
    public MemoryAnswer Fetch(ulong address, long cycle)
    {
        Translated translated = translator.Translate(address, AccessType.Fetch, asGuest: false, cycle);
        return Answer(translated, port.Fetch(translated.Physical, translated.Ready));
    }

    /// <summary>Reads for an instruction.</summary>
    public MemoryAnswer Load(in TimedInstruction i, long cycle)
    {
        Translated translated = translator.Translate(i.Address, AccessType.Load, i.Has(InstructionTraits.AsGuest), cycle);
        if (i.Has(InstructionTraits.Trapped))
        {
            // Its address was looked up in vain.
            return Answer(translated, new CacheAnswer(translated.Ready, ServedBy.L1));
        }

        return Answer(translated, translated.Physical < start
            ? port.Device(translated.Physical, translated.Ready)
            : port.Load(translated.Physical, i.Pc, translated.Ready));
    }

    /// <summary>Translates the address of a store or an atomic: done when it is executed, long before it writes.</summary>
    public Translated TranslateStore(in TimedInstruction i, long cycle) =>
        translator.Translate(i.Address, AccessType.Store, i.Has(InstructionTraits.AsGuest), cycle);

    /// <summary>Writes what an instruction stored, when it leaves the store buffer.</summary>
    public CacheAnswer Store(in TimedInstruction i, ulong physical, long cycle) =>
        physical < start ? port.Device(physical, cycle) : port.Store(physical, i.Pc, cycle);

    private static MemoryAnswer Answer(Translated translated, CacheAnswer answer) => new(answer.Ready, translated.Ready, answer.By);
}
