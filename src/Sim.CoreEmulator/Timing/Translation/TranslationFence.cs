namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>Which translations a fence is about.</summary>
internal enum TranslationFence
{
    /// <summary>The host's own: SFENCE.VMA, SINVAL.VMA with V=0.</summary>
    Host,

    /// <summary>A guest's first stage: HFENCE.VVMA, SFENCE.VMA with V=1.</summary>
    GuestVirtual,

    /// <summary>The second stage: HFENCE.GVMA.</summary>
    GuestPhysical,
}
