using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Timing.Translation;

#pragma warning disable S1694 // a class: its calls cost less than an interface's

/// <summary>Translates addresses as a core's TLBs and hardware walker do, and says when they are done.</summary>
internal abstract class AddressTranslator
{
    /// <summary>Translates the address of an access.</summary>
    public abstract Translated Translate(ulong address, AccessType access, bool asGuest, long cycle);

    /// <summary>A fence, or a change of address space, was executed: what TLBs and walk caches hold may have to go.</summary>
    /// <param name="instruction">SFENCE.VMA, HFENCE.VVMA, HFENCE.GVMA, SINVAL..., HINVAL..., a write of satp, vsatp or hgatp.</param>
    /// <param name="address">The address named; null for all.</param>
    /// <param name="space">The ASID or VMID named; null for all.</param>
    public abstract void Fence(TranslationFence instruction, ulong? address, ulong? space);

    /// <summary>The address space may be another one from here on: a trap, a return, a CSR was written.</summary>
    public abstract void SpaceChanged();

    /// <summary>Drops all translations: a cold start.</summary>
    public abstract void DropAll();
}
