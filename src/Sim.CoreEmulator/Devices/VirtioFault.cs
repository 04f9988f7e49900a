using System;

namespace Sim.CoreEmulator.Devices;

/// <summary>A driver that breaks the rules of virtio; its device then needs a reset.</summary>
internal sealed class VirtioFault(string message) : Exception(message);
