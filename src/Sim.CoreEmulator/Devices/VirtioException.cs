using System;

namespace Sim.CoreEmulator.Devices;

#pragma warning disable S3871 // Never leaves this folder: the transport catches it.
/// <summary>A driver that breaks the rules of virtio; its device then needs a reset.</summary>
internal sealed class VirtioException(string message) : Exception(message);
